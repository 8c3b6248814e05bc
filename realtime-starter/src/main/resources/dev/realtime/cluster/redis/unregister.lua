-- Removes a client of a node from its user, if it is there in the generation of its owner.
--
-- KEYS  clients of the user; what the owner has in this shard
-- ARGV  1 incarnation/client  2 generation, or empty for whichever it is  3 entry for the owner

redis.call('SREM', KEYS[2], ARGV[3])
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known and (ARGV[2] == '' or string.match(known, '^%d+ (%d+)') == ARGV[2]) then
	redis.call('HDEL', KEYS[1], ARGV[1])
end
return {}
