-- handling_month: who handled demands of one month, within which deadline, and how long it took.
-- grain: department, district, deadline class, age at closing, day of receipt of those still open.
-- deadline_hours: 2, 24, 168, 360, or 0 for any other, null without a deadline; what falls due at
-- the end of the seventh day is of seven days.  age_days: whole days from receipt to closing, 366 =
-- longer; null = open.  due: the deadline has passed.
-- params: $seen_until (what was closed from then on is still open), $old_before (orders received
--         before are old), $age_days (days after receipt at which old ones are looked at)
with seen as (
    select
        department_key,
        district_key,
        day,
        responded,
        resolved,
        satisfied,
        received_at < $old_before as is_old,
        due_at < $seen_until as is_due,
        closed_at < $seen_until as is_closed,
        closed_at <= due_at as is_on_time,
        date_part('epoch', due_at) - date_part('epoch', received_at) as allowed,
        date_part('epoch', closed_at) - date_part('epoch', received_at) as taken
    from stg_demands
),
classed as (
    select
        department_key,
        district_key,
        day,
        responded,
        resolved,
        satisfied,
        is_old,
        is_due,
        is_closed,
        is_on_time,
        taken,
        case
            when allowed between 5400 and 9000 then 2
            when allowed between 82800 and 90000 then 24
            when allowed between 561600 and 691200 then 168
            when allowed between 1252800 and 1382400 then 360
            when allowed is not null then 0
        end as deadline_hours
    from seen
)
select
    department_key,
    district_key,
    deadline_hours,
    case
        when is_closed then cast(least(greatest(floor(taken / 86400), 0), 366) as int)
    end as age_days,
    case when is_closed is distinct from true then day end as open_day,
    count(*) as orders,
    count(responded) as responded_known,    -- null = not asked
    count(*) filter (where responded) as responded,
    count(resolved) as resolved_known,
    count(*) filter (where resolved) as resolved,
    count(satisfied) as satisfied_known,
    count(*) filter (where satisfied) as satisfied,
    count(*) filter (where is_old) as old_orders,
    count(*) filter (where is_old and taken <= $age_days * 86400) as old_closed,
    count(resolved) filter (where is_old and taken <= $age_days * 86400) as old_answered,
    count(*) filter (where is_old and taken <= $age_days * 86400 and resolved) as old_resolved,
    count(*) filter (where is_due) as due,
    count(*) filter (where is_due and is_closed and is_on_time) as on_time,
    count(*) filter (where is_due and is_closed and not is_on_time) as overdue_closed,
    count(*) filter (where is_due and is_closed is distinct from true) as overdue_open
from classed
group by
    department_key,
    district_key,
    deadline_hours,
    case when is_closed then cast(least(greatest(floor(taken / 86400), 0), 366) as int) end,
    case when is_closed is distinct from true then day end
