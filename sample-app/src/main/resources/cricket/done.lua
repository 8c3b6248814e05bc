-- Goes on to the next step, if this node still takes them and nobody was faster.
--
-- KEYS  the match
-- ARGV  1 node  2 round done  3 tick done  4 next round  5 next tick

local holder, round, tick = unpack(redis.call('HMGET', KEYS[1], 'holder', 'round', 'tick'))
if holder == ARGV[1] and round == ARGV[2] and tick == ARGV[3] then
	redis.call('HSET', KEYS[1], 'round', ARGV[4], 'tick', ARGV[5])
end
return {}
