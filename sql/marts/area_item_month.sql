-- area_item_month: place_item_month by the areas and categories of the panel.  grain: place's areas, unit, stat_month.
with places as (
    select place_id, city_id, district_id, street_id from stg_places
),
items as (
    select item_id, unit_id, l1_id from stg_items
)
select
    places.city_id,
    places.district_id,
    places.street_id,
    items.unit_id,
    items.l1_id,
    place_item_month.stat_month,
    sum(place_item_month.orders) as orders,
    sum(place_item_month.responded_known) as responded_known,
    sum(place_item_month.responded) as responded,
    sum(place_item_month.resolved_known) as resolved_known,
    sum(place_item_month.resolved) as resolved,
    sum(place_item_month.satisfied_known) as satisfied_known,
    sum(place_item_month.satisfied) as satisfied,
    sum(place_item_month.escalated) as escalated,
    sum(place_item_month.reported) as reported,
    sum(place_item_month.reporters_street_item) as reporters_street_item,
    sum(place_item_month.reporters_street_l1) as reporters_street_l1,
    sum(place_item_month.reporters_district_item) as reporters_district_item,
    sum(place_item_month.reporters_district_l1) as reporters_district_l1,
    sum(place_item_month.reporters_city_item) as reporters_city_item,
    sum(place_item_month.reporters_city_l1) as reporters_city_l1
from place_item_month
inner join places on place_item_month.place_id = places.place_id
inner join items on place_item_month.item_id = items.item_id
group by places.city_id, places.district_id, places.street_id, items.unit_id, items.l1_id, place_item_month.stat_month
