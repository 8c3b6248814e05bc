-- Takes the next step of the match, unless another node holds the lease.
--
-- KEYS  the match: holder, until, replay, round, tick, taken, time; balls taken, newest first
-- ARGV  1 node  2 how long its lease lasts (ms)  3 name of the run if there is none yet  4 length of the match
--       5 how many balls are remembered
-- Returns the run, the round, the tick and when it was first taken; nothing while another node goes on.

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local holder, ends = unpack(redis.call('HMGET', KEYS[1], 'holder', 'until'))
if holder and holder ~= ARGV[1] and tonumber(ends) > now then
	return {}
end
redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'until', string.format('%.0f', now + ARGV[2]))
redis.call('HSETNX', KEYS[1], 'replay', ARGV[3])
redis.call('HSETNX', KEYS[1], 'round', 1)
redis.call('HSETNX', KEYS[1], 'tick', 0)
local replay, round, tick, taken, time = unpack(redis.call('HMGET', KEYS[1], 'replay', 'round', 'tick', 'taken', 'time'))
if taken ~= round .. ' ' .. tick then
	time = string.format('%.0f', now)
	redis.call('HSET', KEYS[1], 'taken', round .. ' ' .. tick, 'time', time)
	if tonumber(tick) <= tonumber(ARGV[4]) then
		redis.call('LPUSH', KEYS[2], replay .. ' ' .. round .. ' ' .. tick .. ' ' .. time)
		redis.call('LTRIM', KEYS[2], 0, ARGV[5] - 1)
	end
end
return { replay, round, tick, time }
