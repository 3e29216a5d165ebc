-- intake_month: demands, call-back answers, and what became of old ones at an age.
-- grain: district, street, channel, kind of request, way of dispatch, of one month. A key is null
-- where the order does not name it.
-- params: $old_before (orders received before are old), $age_days (days after receipt at which old
--         ones are looked at)
with ages as (
    select
        district_key,
        street_key,
        channel_key,
        request_type_key,
        dispatch_key,
        responded,
        resolved,
        satisfied,
        received_at < $old_before as is_old,
        date_part('epoch', closed_at) - date_part('epoch', received_at)
            <= $age_days * 86400 as is_in_time
    from stg_demands
)
select
    district_key,
    street_key,
    channel_key,
    request_type_key,
    dispatch_key,
    count(*) as orders,
    count(responded) as responded_known,    -- null = not asked
    count(*) filter (where responded) as responded,
    count(resolved) as resolved_known,
    count(*) filter (where resolved) as resolved,
    count(satisfied) as satisfied_known,
    count(*) filter (where satisfied) as satisfied,
    count(*) filter (where is_old) as old_orders,
    count(*) filter (where is_old and is_in_time) as old_closed,
    count(resolved) filter (where is_old and is_in_time) as old_answered,
    count(*) filter (where is_old and is_in_time and resolved) as old_resolved
from ages
group by district_key, street_key, channel_key, request_type_key, dispatch_key
