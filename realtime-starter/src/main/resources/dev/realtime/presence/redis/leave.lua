-- Takes a client out of a channel, if it is there under its owner.
--
-- KEYS  clients of the channel; connections by user; what the owner has in this shard
-- ARGV  1 client  2 owner, or empty for whoever it is  3 entry for the owner
-- Returns what was known of the client and how many are left, if it was there.

redis.call('SREM', KEYS[3], ARGV[3])
local known = redis.call('HGET', KEYS[1], ARGV[1])
if not known then
	return {}
end
local owner, user = struct.unpack('>I4c0I4c0', known)
if ARGV[2] ~= '' and owner ~= ARGV[2] then
	return {}
end
redis.call('HDEL', KEYS[1], ARGV[1])
if redis.call('HINCRBY', KEYS[2], user, -1) <= 0 then
	redis.call('HDEL', KEYS[2], user)
end
return { known, redis.call('HLEN', KEYS[1]) }
