-- finding_orders: demands of each question, those with a known reporter, and the day with most of
-- them, the first of equals.  grain: question.
with by_day as (
    select question, day, count(*) as orders, count(reporter) as reported
    from finding_demands
    group by question, day
)
select
    question,
    sum(orders) as orders,
    sum(reported) as reported,
    first_value(day order by orders desc, day asc) as peak_day
from by_day
group by question
