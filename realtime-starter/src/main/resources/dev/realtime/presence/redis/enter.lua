-- Puts a client into a channel, or brings what is known of it up to date.
--
-- KEYS  clients of the channel; connections by user; what the owner has in this shard
-- ARGV  1 client  2 owner, user and what is known of it  3 user  4 entry for the owner

local before = redis.call('HGET', KEYS[1], ARGV[1])
if before then
	local owner, user = struct.unpack('>I4c0I4c0', before)
	if redis.call('HINCRBY', KEYS[2], user, -1) <= 0 then
		redis.call('HDEL', KEYS[2], user)
	end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('HINCRBY', KEYS[2], ARGV[3], 1)
redis.call('SADD', KEYS[3], ARGV[4])
return {}
