-- stg_places: each distinct place of an order with the areas that hold it; null = not known.
-- grain: place
select
    place_id,
    city_id,
    district_id,
    street_id
from places
