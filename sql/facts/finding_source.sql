-- finding_source: of each question the demands of the reporter with most of them.  grain: question
-- with a known reporter.
with by_reporter as (
    select question, reporter, count(*) as orders
    from finding_demands
    where reporter is not null
    group by question, reporter
)
select question, max(orders) as top_reporter_orders
from by_reporter
group by question
