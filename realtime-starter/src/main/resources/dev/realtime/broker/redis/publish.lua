-- Publishes what one node has for one channel, all of it or nothing: deduplicates, numbers, appends, trims, fans out.
--
-- KEYS  of a channel with history: meta, stream; without: the channel. Then the idempotency keys, in order.
-- ARGV  1 channel  2 PUBLISH or SPUBLISH  3 node  4 sequence number of this call  5 epoch to begin if one must
--       6 most entries, 0 for no history  7 their time to live  8 that of the position  9 that of idempotency keys (ms)
--       10 epoch  11 offset  12 id: the newest publication this node knows Redis to have confirmed, or empty
--       13... four for each message: p (numbered) or m, whether it has an idempotency key, its head, its rest
-- Returns one text: epoch; time in ms; then for each message its offset, - without history, or epoch:offset of the first.

local kept = tonumber(ARGV[6])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local epoch, offset, id = '', 0, nil
local key = 2

if kept > 0 then
	key = 3
	local meta = redis.call('HMGET', KEYS[1], 'e', 'o', 'i', 's:' .. ARGV[3])
	epoch, offset, id = meta[1], tonumber(meta[2] or '0'), meta[3]
	if meta[4] then
		local sequence, answer = string.match(meta[4], '^(%d+);(.*)$')
		if sequence == ARGV[4] then
			return { answer }
		end
		if tonumber(sequence) > tonumber(ARGV[4]) then
			return redis.error_reply('STALE a later call of this node has overtaken this one')
		end
	end
	if epoch and epoch == ARGV[10] then
		-- Confirmed once and not here, or something else in its place: a failover or a crash has lost it.
		local known = tonumber(ARGV[11])
		local forked = known > offset
		if known == offset then
			forked = ARGV[12] ~= '' and id ~= ARGV[12]
		elseif not forked and ARGV[12] ~= '' then
			local entry = redis.call('XRANGE', KEYS[2], ARGV[11], ARGV[11])[1]
			forked = entry and string.sub(entry[2][2], 3, 10) ~= ARGV[12]
		end
		if forked then
			epoch = ARGV[5]
		end
	end
	if not epoch then
		epoch = ARGV[5]
		redis.call('DEL', KEYS[2])
	end
end

local results = {}
local numbered = false
for item = 13, #ARGV, 4 do
	local idempotency = nil
	local earlier = false
	if ARGV[item + 1] == '1' then
		idempotency = KEYS[key]
		key = key + 1
		earlier = redis.call('GET', idempotency)
	end
	if earlier then
		results[#results + 1] = earlier
	elseif ARGV[item] == 'p' then
		offset = offset + 1
		numbered = true
		id = string.sub(ARGV[item + 2], 3, 10)
		local text = string.format('%.0f', offset)
		local message = ARGV[item + 2] .. struct.pack('>I8I8B', offset, now, #epoch) .. epoch .. ARGV[item + 3]
		redis.call('XADD', KEYS[2], 'MAXLEN', kept, text .. '-0', 'd', message)
		redis.call(ARGV[2], ARGV[1], message)
		results[#results + 1] = text
		if idempotency then
			redis.call('SET', idempotency, epoch .. ':' .. text, 'PX', ARGV[9])
		end
	else
		redis.call(ARGV[2], ARGV[1], ARGV[item + 2] .. struct.pack('>I8I8B', 0, now, 0) .. ARGV[item + 3])
		results[#results + 1] = '-'
		if idempotency then
			redis.call('SET', idempotency, '-', 'PX', ARGV[9])
		end
	end
end

local answer = epoch .. ';' .. string.format('%.0f', now) .. ';' .. table.concat(results, ';')
if numbered then
	local added = redis.call('HSET', KEYS[1], 'e', epoch, 'o', string.format('%.0f', offset), 'i', id,
		's:' .. ARGV[3], ARGV[4] .. ';' .. answer)
	if added > 0 and redis.call('HLEN', KEYS[1]) > 40 then
		-- Nodes of the past. What a living one loses is the memory of its last call.
		for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
			if string.sub(field, 1, 2) == 's:' and field ~= 's:' .. ARGV[3] then
				redis.call('HDEL', KEYS[1], field)
			end
		end
	end
	redis.call('PEXPIRE', KEYS[2], ARGV[7])
	redis.call('PEXPIRE', KEYS[1], ARGV[8])
end
return { answer }
