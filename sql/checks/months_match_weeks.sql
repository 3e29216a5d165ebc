-- months_match_weeks: monthly and weekly figures count the same demands of every area.  Rows are
-- errors. Weeks are counted on one level of category, months on two: of these the one that weeks
-- have.
with by_week as (
    select stat_month, area_key, sum(orders) as orders
    from area_category_week
    group by stat_month, area_key
),
by_month as (
    select
        area_category_month.stat_month,
        area_category_month.area_key,
        sum(area_category_month.orders) as orders
    from area_category_month
    inner join dim_category on area_category_month.category_key = dim_category.category_key
    where dim_category.is_mined
    group by area_category_month.stat_month, area_category_month.area_key
)
select
    by_week.stat_month,
    by_week.area_key,
    by_week.orders as week_orders,
    by_month.orders as month_orders
from by_week
left join by_month
    on by_week.stat_month = by_month.stat_month and by_week.area_key = by_month.area_key
where by_month.orders is null or by_month.orders <> by_week.orders
