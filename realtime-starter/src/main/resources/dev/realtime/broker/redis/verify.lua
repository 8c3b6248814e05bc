-- Compares what a subscriber knows with what is here. If both cannot belong to one history, a new epoch begins.
--
-- KEYS  meta, stream
-- ARGV  1 epoch to begin if one must  2 how long an unused position is kept  3 how long a used one is (ms)
--       4 epoch  5 offset  6 id of the newest publication the subscriber knows, the id empty if it does not
-- Returns epoch, offset.

local meta = redis.call('HMGET', KEYS[1], 'e', 'o', 'i')
local epoch, offset = meta[1], meta[2]
if not epoch then
	epoch, offset = ARGV[1], '0'
	redis.call('HSET', KEYS[1], 'e', epoch, 'o', offset)
	redis.call('DEL', KEYS[2])
elseif epoch == ARGV[4] then
	local known, here = tonumber(ARGV[5]), tonumber(offset)
	local forked = known > here
	if known == here then
		forked = known > 0 and ARGV[6] ~= '' and meta[3] ~= ARGV[6]
	elseif not forked and ARGV[6] ~= '' then
		local entry = redis.call('XRANGE', KEYS[2], ARGV[5], ARGV[5])[1]
		forked = entry and string.sub(entry[2][2], 3, 10) ~= ARGV[6]
	end
	if forked then
		epoch = ARGV[1]
		redis.call('HSET', KEYS[1], 'e', epoch)
	end
end
if offset == '0' then
	redis.call('PEXPIRE', KEYS[1], ARGV[2])
elseif redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then
	redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return { epoch, offset }
