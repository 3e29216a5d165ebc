-- finding_source: demands of each question, those with a known reporter, and those of the busiest reporter.
-- grain: question.
-- params: $part, $parts (a share of the reporters, so that a long list of questions is answered in pieces: over all
--         parts orders and reported add up, and the greatest top_reporter_orders counts)
with by_reporter as (
    select question, reporter, count(*) as orders
    from finding_demands
    where (coalesce(reporter, 0) % $parts + $parts) % $parts = $part
    group by question, reporter
)
select
    question,
    sum(orders) as orders,
    sum(orders) filter (where reporter is not null) as reported,
    max(orders) filter (where reporter is not null) as top_reporter_orders
from by_reporter
group by question
