-- deadline_month: demands whose deadline has passed, by how long it was: in time, late, still open.
-- grain: deadline class, department, day of receipt of those still open (null: all others), of one
-- month. A department is null where the order does not name it.
-- params: $stat_month (the month's name, its first calendar day), $seen_until (see handling_month)
select
    deadline_hours,
    department_key,
    case when overdue_open > 0 then open_day end as open_day,
    $stat_month as stat_month,
    sum(due) as due,
    sum(on_time) as on_time,
    sum(overdue_closed) as overdue_closed,
    sum(overdue_open) as overdue_open
from handling_month
where deadline_hours is not null
group by deadline_hours, department_key, case when overdue_open > 0 then open_day end
