-- finding_source: demands of each question, those with a known reporter, and those of the busiest reporter.
-- grain: question.
with by_reporter as (
    select question, reporter, count(*) as orders
    from finding_demands
    group by question, reporter
)
select
    question,
    sum(orders) as orders,
    sum(orders) filter (where reporter is not null) as reported,
    max(orders) filter (where reporter is not null) as top_reporter_orders
from by_reporter
group by question
