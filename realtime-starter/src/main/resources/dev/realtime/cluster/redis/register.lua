-- Registers a client of a node under its user, behind all that are there.
--
-- KEYS  clients of the user; what the owner has in this shard
-- ARGV  1 incarnation/client  2 generation and name of the node  3 entry for the owner
--       4 since when it is registered if it was before, or empty
-- Returns the clients, each followed by what is known of it.

local all = redis.call('HGETALL', KEYS[1])
local newest = 0
local since = nil
for i = 1, #all, 2 do
	local time = string.match(all[i + 1], '^%d+')
	newest = math.max(newest, tonumber(time))
	if all[i] == ARGV[1] then
		since = time
	end
end
if not since then
	since = ARGV[4]
	if since == '' then
		local time = redis.call('TIME')
		since = string.format('%.0f', math.max(time[1] * 1000 + math.floor(time[2] / 1000), newest + 1))
	end
end
redis.call('HSET', KEYS[1], ARGV[1], since .. ' ' .. ARGV[2])
redis.call('SADD', KEYS[2], ARGV[3])
return redis.call('HGETALL', KEYS[1])
