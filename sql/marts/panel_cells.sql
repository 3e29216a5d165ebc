-- panel_cells: the panel's figures on every level of area and category.  grain: area, category, of one month.
-- params: $city_id (the whole city's area_id), $stat_month
select
    $city_id as area_id,
    unit_id as category_id,
    $stat_month as stat_month,
    sum(orders) as orders,
    sum(responded_known) as responded_known,
    sum(responded) as responded,
    sum(resolved_known) as resolved_known,
    sum(resolved) as resolved,
    sum(satisfied_known) as satisfied_known,
    sum(satisfied) as satisfied,
    sum(escalated) as escalated,
    sum(reported) as reported,
    sum(reporters_city_unit) as reporters
from street_unit_month
group by unit_id
union all
select
    $city_id as area_id,
    l1_id as category_id,
    $stat_month as stat_month,
    sum(orders) as orders,
    sum(responded_known) as responded_known,
    sum(responded) as responded,
    sum(resolved_known) as resolved_known,
    sum(resolved) as resolved,
    sum(satisfied_known) as satisfied_known,
    sum(satisfied) as satisfied,
    sum(escalated) as escalated,
    sum(reported) as reported,
    sum(reporters_city_l1) as reporters
from street_unit_month
where l1_id is not null
group by l1_id
union all
select
    district_id as area_id,
    unit_id as category_id,
    $stat_month as stat_month,
    sum(orders) as orders,
    sum(responded_known) as responded_known,
    sum(responded) as responded,
    sum(resolved_known) as resolved_known,
    sum(resolved) as resolved,
    sum(satisfied_known) as satisfied_known,
    sum(satisfied) as satisfied,
    sum(escalated) as escalated,
    sum(reported) as reported,
    sum(reporters_district_unit) as reporters
from street_unit_month
where district_id is not null
group by district_id, unit_id
union all
select
    district_id as area_id,
    l1_id as category_id,
    $stat_month as stat_month,
    sum(orders) as orders,
    sum(responded_known) as responded_known,
    sum(responded) as responded,
    sum(resolved_known) as resolved_known,
    sum(resolved) as resolved,
    sum(satisfied_known) as satisfied_known,
    sum(satisfied) as satisfied,
    sum(escalated) as escalated,
    sum(reported) as reported,
    sum(reporters_district_l1) as reporters
from street_unit_month
where district_id is not null and l1_id is not null
group by district_id, l1_id
union all
select
    street_id as area_id,
    unit_id as category_id,
    $stat_month as stat_month,
    orders,
    responded_known,
    responded,
    resolved_known,
    resolved,
    satisfied_known,
    satisfied,
    escalated,
    reported,
    reporters_street_unit as reporters
from street_unit_month
where street_id is not null
union all
select
    street_id as area_id,
    l1_id as category_id,
    $stat_month as stat_month,
    sum(orders) as orders,
    sum(responded_known) as responded_known,
    sum(responded) as responded,
    sum(resolved_known) as resolved_known,
    sum(resolved) as resolved,
    sum(satisfied_known) as satisfied_known,
    sum(satisfied) as satisfied,
    sum(escalated) as escalated,
    sum(reported) as reported,
    sum(reporters_street_l1) as reporters
from street_unit_month
where street_id is not null and l1_id is not null
group by street_id, l1_id
