-- panel_departments: who handled what in the period.  grain: unit category, department.
-- params: $period_first_month, $period_last_month
with items as (
    select item_id, unit_id from stg_items
)
select
    items.unit_id as category_id,
    item_department_month.department_id,
    sum(item_department_month.orders) as orders
from item_department_month
inner join items on item_department_month.item_id = items.item_id
where item_department_month.stat_month between $period_first_month and $period_last_month
group by items.unit_id, item_department_month.department_id
