-- orders_by_hour: when demands were received, for the check of completeness, and how finely times
-- are told. last_closed, last_due: the last day on which one of them is closed, or due: after it
-- nothing of them changes.
-- grain: day, hour, of one month.
select
    day,
    hour,
    count(*) as orders,
    count(*) filter (where date_part('second', received_at) = 0) as whole_minutes,
    count(*) filter (
        where date_part('second', received_at) = 0 and date_part('minute', received_at) = 0
    ) as whole_hours,
    count(*) filter (where closed_at < received_at) as closed_early,
    cast(max(closed_at) as date) as last_closed,
    cast(max(due_at) as date) as last_due
from stg_demands
group by day, hour
order by day, hour
