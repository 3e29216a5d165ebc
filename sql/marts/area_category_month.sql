-- area_category_month: demands, call-back answers and distinct reporters on every level of area and
-- category.
-- grain: area, category, of one month.
-- params: $city_key (the whole city's area_key), $stat_month (the month's name, its first calendar
--         day)
with levels as (
    select
        $city_key as area_key,
        category_key,
        sum(orders) as orders,
        sum(responded_known) as responded_known,
        sum(responded) as responded,
        sum(resolved_known) as resolved_known,
        sum(resolved) as resolved,
        sum(satisfied_known) as satisfied_known,
        sum(satisfied) as satisfied,
        sum(escalated) as escalated,
        sum(reported) as reported
    from street_category_month
    group by category_key
    union all
    select
        $city_key as area_key,
        category_l1_key as category_key,
        sum(orders) as orders,
        sum(responded_known) as responded_known,
        sum(responded) as responded,
        sum(resolved_known) as resolved_known,
        sum(resolved) as resolved,
        sum(satisfied_known) as satisfied_known,
        sum(satisfied) as satisfied,
        sum(escalated) as escalated,
        sum(reported) as reported
    from street_category_month
    where category_l1_key is not null
    group by category_l1_key
    union all
    select
        district_key as area_key,
        category_key,
        sum(orders) as orders,
        sum(responded_known) as responded_known,
        sum(responded) as responded,
        sum(resolved_known) as resolved_known,
        sum(resolved) as resolved,
        sum(satisfied_known) as satisfied_known,
        sum(satisfied) as satisfied,
        sum(escalated) as escalated,
        sum(reported) as reported
    from street_category_month
    where district_key is not null
    group by district_key, category_key
    union all
    select
        district_key as area_key,
        category_l1_key as category_key,
        sum(orders) as orders,
        sum(responded_known) as responded_known,
        sum(responded) as responded,
        sum(resolved_known) as resolved_known,
        sum(resolved) as resolved,
        sum(satisfied_known) as satisfied_known,
        sum(satisfied) as satisfied,
        sum(escalated) as escalated,
        sum(reported) as reported
    from street_category_month
    where district_key is not null and category_l1_key is not null
    group by district_key, category_l1_key
    union all
    select
        street_key as area_key,
        category_key,
        sum(orders) as orders,
        sum(responded_known) as responded_known,
        sum(responded) as responded,
        sum(resolved_known) as resolved_known,
        sum(resolved) as resolved,
        sum(satisfied_known) as satisfied_known,
        sum(satisfied) as satisfied,
        sum(escalated) as escalated,
        sum(reported) as reported
    from street_category_month
    where street_key is not null
    group by street_key, category_key
    union all
    select
        street_key as area_key,
        category_l1_key as category_key,
        sum(orders) as orders,
        sum(responded_known) as responded_known,
        sum(responded) as responded,
        sum(resolved_known) as resolved_known,
        sum(resolved) as resolved,
        sum(satisfied_known) as satisfied_known,
        sum(satisfied) as satisfied,
        sum(escalated) as escalated,
        sum(reported) as reported
    from street_category_month
    where street_key is not null and category_l1_key is not null
    group by street_key, category_l1_key
)
select
    levels.area_key,
    levels.category_key,
    $stat_month as stat_month,
    levels.orders,
    levels.responded_known,
    levels.responded,
    levels.resolved_known,
    levels.resolved,
    levels.satisfied_known,
    levels.satisfied,
    levels.escalated,
    levels.reported,
    coalesce(reporters_month.reporters, 0) as reporters
from levels
left join reporters_month
    on levels.area_key = reporters_month.area_key
    and levels.category_key = reporters_month.category_key
