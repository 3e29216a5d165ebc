-- stg_items: each distinct item of an order with the categories that hold it; null = not known.
-- grain: item.  unit_id is the category on which mining works; l1_id is null where there is only one level.
select
    item_id,
    unit_id,
    l1_id
from items
