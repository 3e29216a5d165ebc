-- item_department_month: who handled what.  grain: item, department, stat_month.
select
    item_id,
    department_id,
    stat_month,
    count(*) as orders
from stg_orders
where department_id is not null
group by item_id, department_id, stat_month
