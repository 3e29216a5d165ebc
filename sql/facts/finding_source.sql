-- finding_source: demands of each question with a known reporter, and those of the busiest reporter.  grain: question.
with by_reporter as (
    select question, reporter, count(*) as orders
    from finding_demands
    where reporter is not null
    group by question, reporter
)
select
    question,
    sum(orders) as reported,
    max(orders) as top_reporter_orders
from by_reporter
group by question
