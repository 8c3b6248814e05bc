-- Reads a channel's history and its position as one view. A channel nobody has published to gets its epoch.
--
-- KEYS  meta, stream
-- ARGV  1 epoch to begin if there is none  2 how long an unused position is kept  3 how long a used one is (ms)
--       4 most entries  5 offset to start behind, or empty  6 whether the newest come first
-- Returns epoch, offset, then the entries.

local meta = redis.call('HMGET', KEYS[1], 'e', 'o')
local epoch, offset = meta[1], meta[2]
if not epoch then
	epoch, offset = ARGV[1], '0'
	redis.call('HSET', KEYS[1], 'e', epoch, 'o', offset)
	redis.call('DEL', KEYS[2])
end
if offset == '0' then
	redis.call('PEXPIRE', KEYS[1], ARGV[2])
elseif redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then
	redis.call('PEXPIRE', KEYS[1], ARGV[3])
end

local page = { epoch, offset }
if tonumber(ARGV[4]) > 0 then
	local start = ARGV[5] ~= '' and '(' .. ARGV[5] .. '-0'
	local entries
	if ARGV[6] == '1' then
		entries = redis.call('XREVRANGE', KEYS[2], start or '+', '-', 'COUNT', ARGV[4])
	else
		entries = redis.call('XRANGE', KEYS[2], start or '-', '+', 'COUNT', ARGV[4])
	end
	for _, entry in ipairs(entries) do
		page[#page + 1] = entry[2][2]
	end
end
return page
