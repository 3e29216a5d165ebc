-- area_item_month: place_item_month with the areas and categories of the panel.  grain: place, item, stat_month.
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
    place_item_month.orders,
    place_item_month.responded_known,
    place_item_month.responded,
    place_item_month.resolved_known,
    place_item_month.resolved,
    place_item_month.satisfied_known,
    place_item_month.satisfied,
    place_item_month.escalated,
    place_item_month.reported,
    place_item_month.reporters_street_item,
    place_item_month.reporters_street_l1,
    place_item_month.reporters_district_item,
    place_item_month.reporters_district_l1,
    place_item_month.reporters_city_item,
    place_item_month.reporters_city_l1
from place_item_month
inner join places on place_item_month.place_id = places.place_id
inner join items on place_item_month.item_id = items.item_id
