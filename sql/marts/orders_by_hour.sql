-- orders_by_hour: when demands were received, for the check of completeness, and how finely times are told.
-- grain: day, hour, of one month.
select
    day,
    hour,
    count(*) as orders,
    count(*) filter (where date_part('second', received_at) = 0) as whole_minutes,
    count(*) filter (where date_part('second', received_at) = 0 and date_part('minute', received_at) = 0) as whole_hours,
    count(*) filter (where closed_at < received_at) as closed_early
from stg_demands
group by day, hour
order by day, hour
