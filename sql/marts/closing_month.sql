-- closing_month: how old demands were when they were closed, and when those still open were
-- received.
-- grain: area (city, district) or department, age at closing or day of receipt, of one month.
-- params: $city_key (the whole city's area_key), $stat_month (the month's name, its first calendar
--         day), $seen_until (see handling_month)
select
    $city_key as area_key,
    cast(null as bigint) as department_key,
    age_days,
    open_day,
    $stat_month as stat_month,
    sum(orders) as orders
from handling_month
group by age_days, open_day
union all
select
    district_key as area_key,
    cast(null as bigint) as department_key,
    age_days,
    open_day,
    $stat_month as stat_month,
    sum(orders) as orders
from handling_month
where district_key is not null
group by district_key, age_days, open_day
union all
select
    cast(null as bigint) as area_key,
    department_key,
    age_days,
    open_day,
    $stat_month as stat_month,
    sum(orders) as orders
from handling_month
where department_key is not null
group by department_key, age_days, open_day
