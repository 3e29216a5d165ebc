-- community_month: demands, call-back answers, and what became of old ones at an age.  grain:
-- community, of one month.
-- params: $stat_month (the month's name, its first calendar day), $old_before, $age_days (see
--         intake_month)
with ages as (
    select
        community_key,
        responded,
        resolved,
        satisfied,
        received_at < $old_before as is_old,
        date_part('epoch', closed_at) - date_part('epoch', received_at)
            <= $age_days * 86400 as is_in_time
    from stg_demands
    where community_key is not null
)
select
    community_key,
    $stat_month as stat_month,
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
group by community_key
