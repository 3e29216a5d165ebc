-- area_month: demands, call-back answers, and what became of old ones at an age, on every level of
-- area.
-- grain: area, of one month.
-- params: $city_key (the whole city's area_key), $stat_month (the month's name, its first calendar
--         day), $old_before, $age_days (see intake_month)
with levels as (
    select
        $city_key as area_key,
        sum(orders) as orders,
        sum(responded_known) as responded_known,
        sum(responded) as responded,
        sum(resolved_known) as resolved_known,
        sum(resolved) as resolved,
        sum(satisfied_known) as satisfied_known,
        sum(satisfied) as satisfied,
        sum(old_orders) as old_orders,
        sum(old_closed) as old_closed,
        sum(old_answered) as old_answered,
        sum(old_resolved) as old_resolved
    from intake_month
    union all
    select
        district_key as area_key,
        sum(orders) as orders,
        sum(responded_known) as responded_known,
        sum(responded) as responded,
        sum(resolved_known) as resolved_known,
        sum(resolved) as resolved,
        sum(satisfied_known) as satisfied_known,
        sum(satisfied) as satisfied,
        sum(old_orders) as old_orders,
        sum(old_closed) as old_closed,
        sum(old_answered) as old_answered,
        sum(old_resolved) as old_resolved
    from intake_month
    where district_key is not null
    group by district_key
    union all
    select
        street_key as area_key,
        sum(orders) as orders,
        sum(responded_known) as responded_known,
        sum(responded) as responded,
        sum(resolved_known) as resolved_known,
        sum(resolved) as resolved,
        sum(satisfied_known) as satisfied_known,
        sum(satisfied) as satisfied,
        sum(old_orders) as old_orders,
        sum(old_closed) as old_closed,
        sum(old_answered) as old_answered,
        sum(old_resolved) as old_resolved
    from intake_month
    where street_key is not null
    group by street_key
)
select
    area_key,
    $stat_month as stat_month,
    orders,
    responded_known,
    responded,
    resolved_known,
    resolved,
    satisfied_known,
    satisfied,
    old_orders,
    old_closed,
    old_answered,
    old_resolved
from levels
where orders > 0
