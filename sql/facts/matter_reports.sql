-- matter_reports: how readily a matter is reported again by others.  grain: area (district, else
-- the city), category. A matter begins with an order about a category at a place after $matter_days
-- without any. It is open until that order is closed, $matter_days at most. Orders of other
-- reporters while it is open are further reports of it, once a reporter. chance: orders that would
-- have come anyway, at the pace at which other matters of that category begin at that place.
-- params: $matter_days, $begins and $ends (when what is seen begins and ends, in days since 1970)
with spaced as (
    select
        *,
        row_number() over in_order as position,
        case
            when
                lag(category_key) over in_order = category_key
                and lag(place) over in_order = place
                then received - lag(received) over in_order
        end as gap_before,
        case
            when
                lead(category_key) over in_order = category_key
                and lead(place) over in_order = place
                then lead(received) over in_order - received
        end as gap_after
    from place_sample
    -- One window over all: one for each of a hundred thousand places takes far longer.
    window in_order as (order by category_key, place, received, reporter)
),
numbered as (
    select
        *,
        sum(case when gap_before <= $matter_days then 0 else 1 end) over (
            order by position
            rows between unbounded preceding and current row
        ) as matter
    from spaced
),
begun as (
    select
        *,
        least(
            $matter_days,
            $ends - received,
            greatest(coalesce(closed - received, $matter_days), 0)
        ) as open_days
    from numbered
    where coalesce(gap_before > $matter_days, true)
),
matters as (
    select
        begun.area_key,
        begun.category_key,
        begun.place,
        begun.open_days,
        count(distinct numbered.reporter) filter (
            where numbered.reporter <> begun.reporter
            and numbered.received <= begun.received + begun.open_days
        ) as reports,
        sum(
            least(
                $matter_days,
                $ends - numbered.received,
                coalesce(numbered.gap_after, $matter_days)
            )
        ) as busy_days
    from begun
    inner join numbered on begun.matter = numbered.matter
    group by begun.matter, begun.area_key, begun.category_key, begun.place, begun.open_days
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
