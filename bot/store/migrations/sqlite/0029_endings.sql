-- A number is found by its last three characters and more, so the index is on those.
DROP INDEX case_facts_tail;
CREATE INDEX case_facts_tail ON case_facts (substr(tail, 3));

-- Kept is only what was answered: no case that ended while the reporter's answer was awaited, or that was merged into another.
UPDATE case_facts SET reason = '' WHERE reason <> '' AND state IN ('received', 'in_progress', 'waiting', 'resolved');
UPDATE case_facts SET reason = 'withdrawn' WHERE state = 'withdrawn';
UPDATE case_facts SET reason = CASE WHEN number IN (SELECT number FROM whole_history WHERE action = 'merge') THEN 'merged' ELSE 'silent' END
    WHERE state = 'closed' AND answered_at IS NULL;
DELETE FROM counted_months WHERE EXISTS (SELECT 1 FROM case_facts WHERE case_facts.office = counted_months.office AND outcome = 'kept'
    AND state = 'closed' AND answered_at IS NULL AND received_at >= since_at AND received_at < until_at);
UPDATE case_facts SET outcome = 'other' WHERE outcome = 'kept' AND state = 'closed' AND answered_at IS NULL;
