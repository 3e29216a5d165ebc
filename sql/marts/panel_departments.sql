-- panel_departments: who handled what.  grain: unit category, department, of one month.
-- params: $stat_month
select
    unit_id as category_id,
    department_id,
    $stat_month as stat_month,
    count(*) as orders
from stg_orders
where department_id is not null
group by unit_id, department_id
