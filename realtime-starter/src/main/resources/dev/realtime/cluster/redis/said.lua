-- Reads what nodes say of themselves, and takes away what has ended.
--
-- KEYS  what nodes say; when each of it ends

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, ended in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)) do
	redis.call('HDEL', KEYS[1], ended)
	redis.call('ZREM', KEYS[2], ended)
end
return redis.call('HVALS', KEYS[1])
