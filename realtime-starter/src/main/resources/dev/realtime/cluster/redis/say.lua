-- Puts up what a node says of itself, or takes it away.
--
-- KEYS  what nodes say; when each of it ends
-- ARGV  1 incarnation  2 how long it stays (ms)  3 what it says, empty to take it away

if ARGV[3] == '' then
	redis.call('HDEL', KEYS[1], ARGV[1])
	redis.call('ZREM', KEYS[2], ARGV[1])
	return {}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[1])
-- When nobody is there any more, nothing stays.
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return {}
