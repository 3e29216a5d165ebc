-- street_category_month: demands, call-back answers and demands with a known reporter.
-- grain: district, street, category, of one month.  A key is null where the order does not name it.
select
    district_key,
    street_key,
    category_key,
    category_l1_key,
    count(*) as orders,
    count(responded) as responded_known,    -- null = not asked
    count(*) filter (where responded) as responded,
    count(resolved) as resolved_known,
    count(*) filter (where resolved) as resolved,
    count(satisfied) as satisfied_known,
    count(*) filter (where satisfied) as satisfied,
    count(*) filter (where escalated) as escalated,
    count(reporter) as reported             -- null = reporter not known
from stg_demands
group by district_key, street_key, category_key, category_l1_key
