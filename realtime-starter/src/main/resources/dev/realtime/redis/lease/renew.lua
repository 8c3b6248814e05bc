-- Renews the lease of a node, or takes one, and shares out what dead nodes have left.
--
-- KEYS  leases: owner by end of its lease; dead: owner by the time until which somebody removes what it has left
-- ARGV  1 owner  2 how long a lease lasts  3 how long somebody has to remove what a dead one has left (ms)
--       4 whether the lease is taken if it is not held  5 end of the names of owners that are replaced, or empty
-- Returns whether the lease was held; the time; the owners alive and the ends of their leases; the dead for this node.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('ZSCORE', KEYS[1], ARGV[1])
if held or ARGV[4] == '1' then
	redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
end

local alive, dead = {}, {}
local leases = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #leases, 2 do
	local owner = leases[i]
	local replaced = ARGV[5] ~= '' and owner ~= ARGV[1] and string.sub(owner, -#ARGV[5]) == ARGV[5]
	if replaced or tonumber(leases[i + 1]) <= now then
		redis.call('ZREM', KEYS[1], owner)
		redis.call('ZADD', KEYS[2], 0, owner)
	else
		alive[#alive + 1] = owner
		alive[#alive + 1] = leases[i + 1]
	end
end
for _, owner in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)) do
	redis.call('ZADD', KEYS[2], now + ARGV[3], owner)
	dead[#dead + 1] = owner
end
return { held and 1 or 0, string.format('%.0f', now), alive, dead }
