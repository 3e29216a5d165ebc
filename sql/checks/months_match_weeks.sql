-- months_match_weeks: monthly and weekly figures count the same demands.  Rows are errors.
with by_month as (
    select sum(orders) as orders from street_unit_month
),
by_week as (
    select sum(orders) as orders from street_unit_week
)
select
    by_month.orders as month_orders,
    by_week.orders as week_orders
from by_month
cross join by_week
where by_month.orders <> by_week.orders
