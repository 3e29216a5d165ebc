-- category_department_month: who handled what.  grain: category, department, of one month.
-- params: $stat_month (the month's name, its first calendar day)
select
    category_key,
    department_key,
    $stat_month as stat_month,
    count(*) as orders
from stg_demands
where department_key is not null
group by category_key, department_key
order by category_key, department_key
