-- Writes orders, if what stands is of the revision they were made from.
--
-- KEYS  the orders
-- ARGV  1 revision that should stand, 0 for nothing  2 what to write: revision, blank, orders
-- Returns whether that stands now, and what stands.

local standing = redis.call('GET', KEYS[1])
if standing == ARGV[2] then
	return { 1, standing }
end
local revision = '0'
if standing then
	-- What has no revision is not overwritten by anybody.
	revision = string.match(standing, '^(%d+) ') or ''
end
if revision ~= ARGV[1] then
	return { 0, standing or '' }
end
redis.call('SET', KEYS[1], ARGV[2])
return { 1, ARGV[2] }
