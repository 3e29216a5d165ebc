-- answers_within_orders: nobody answers more often than asked, nobody is asked without a demand.
-- Rows are errors.
select
    area_key,
    category_key,
    stat_month
from area_category_month
where
    orders <= 0
    or responded > responded_known
    or resolved > resolved_known
    or satisfied > satisfied_known
    or responded_known > orders
    or resolved_known > orders
    or satisfied_known > orders
    or reporters > reported
    or reported > orders
