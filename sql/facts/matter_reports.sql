-- matter_reports: how readily a matter is reported again by others.  grain: area (district, else
-- the city), category. A matter begins with an order about a category at a place after $matter_days
-- without any. It is open until that order is closed, $matter_days at most. Orders of other
-- reporters while it is open are further reports of it, once a reporter. chance: orders that would
-- have come anyway, at the pace at which other matters of that category begin at that place.
-- params: $matter_days, $begins and $ends (when what is seen begins and ends, in days since 1970)
with spaced as (
    select
        *,
        received - lag(received) over of_place as gap_before,
        lead(received) over of_place - received as gap_after
    from place_sample
    window of_place as (partition by category_key, place order by received, reporter)
),
numbered as (
    select
        *,
        sum(case when gap_before <= $matter_days then 0 else 1 end) over (
            partition by category_key, place order by received, reporter
            rows between unbounded preceding and current row
        ) as matter
    from spaced
),
opened as (
    select
        *,
        first_value(area_key) over of_matter as first_area,
        first_value(reporter) over of_matter as first_reporter,
        first_value(received) over of_matter as begun,
        first_value(closed) over of_matter as first_closed
    from numbered
    window of_matter as (partition by category_key, place, matter order by received, reporter)
),
dated as (
    select
        *,
        least(
            $matter_days,
            $ends - begun,
            greatest(coalesce(first_closed - begun, $matter_days), 0)
        ) as open_days
    from opened
),
matters as (
    select
        first_area as area_key,
        category_key,
        place,
        matter,
        max(open_days) as open_days,
        count(distinct reporter) filter (
            where reporter <> first_reporter and received <= begun + open_days
        ) as reports,
        sum(least($matter_days, $ends - received, coalesce(gap_after, $matter_days))) as busy_days
    from dated
    group by first_area, category_key, place, matter
),
places as (
    select
        min(area_key) as area_key,
        category_key,
        place,
        count(*) as matters,
        sum(open_days) as open_days,
        sum(reports) as reports,
        sum(busy_days) as busy_days
    from matters
    group by category_key, place
)
select
    area_key,
    category_key,
    sum(matters) as matters,
    sum(open_days) as open_days,
    sum(reports) as reports,
    -- Of one matter, the others: a place is only seen because something was reported there.
    sum(
        (matters - 1) * open_days
        / greatest(1, $ends - $begins - busy_days)
    ) as chance
from places
group by area_key, category_key
