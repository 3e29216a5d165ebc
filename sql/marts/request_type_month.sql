-- request_type_month: demands, call-back answers, and what became of old ones at an age, by the
-- kind of request.
-- grain: kind of request, of one month.
-- params: $stat_month (the month's name, its first calendar day), $old_before, $age_days (see
--         intake_month)
select
    request_type_key,
    $stat_month as stat_month,
    sum(orders) as orders,
    sum(responded_known) as responded_known,
    sum(responded) as responded,
    sum(resolved_known) as resolved_known,
    sum(resolved) as resolved,
    sum(satisfied_known) as satisfied_known,
    sum(satisfied) as satisfied,
    sum(old_orders) as old_orders,
    sum(old_closed) as old_closed,
    sum(old_answered) as old_answered,
    sum(old_resolved) as old_resolved
from intake_month
where request_type_key is not null
group by request_type_key
