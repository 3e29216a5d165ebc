-- orders_by_hour: when demands were received, for the check of completeness.  grain: day, hour, of one month.
select
    day,
    hour,
    count(*) as orders
from stg_demands
group by day, hour
order by day, hour
