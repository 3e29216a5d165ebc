-- months_match_weeks: monthly and weekly figures count the same demands of every cell.  Rows are errors.
with by_week as (
    select stat_month, area_key, category_key, sum(orders) as orders
    from area_category_week
    group by stat_month, area_key, category_key
)
select
    by_week.stat_month,
    by_week.area_key,
    by_week.category_key,
    by_week.orders as week_orders,
    area_category_month.orders as month_orders
from by_week
left join area_category_month
    on
        by_week.stat_month = area_category_month.stat_month
        and by_week.area_key = area_category_month.area_key
        and by_week.category_key = area_category_month.category_key
where area_category_month.orders is null or area_category_month.orders <> by_week.orders
