-- One topic's sub-scores, redone from the published tables alone. {topic} is its id.
with chosen as (
    select topic_id, concat('; ', categories, ';') as categories
    from topics
    where topic_id = '{topic}'
),
cells as (
    select
        panel_month.*,
        strpos(chosen.categories, concat('; ', panel_month.category, ';')) > 0 as own
    from panel_month
    cross join chosen
    where panel_month.category_level = 'l2' and panel_month.month between date '2024-01-01' and date '2024-12-01'
),
city as (
    select
        sum(orders) filter (where own) as orders,
        sum(orders) as all_orders,
        sum(reporters) filter (where own) as reporters,
        sum(reporters) as all_reporters,
        sum(repeat_orders) filter (where own) as repeats,
        sum(repeat_orders) as all_repeats,
        sum(resolved_known) filter (where own) as answered,
        sum(resolved_known - resolved) filter (where own) as unresolved,
        sum(resolved_known - resolved) / cast(sum(resolved_known) as double) as city_rate
    from cells
    where area_level = 'city'
),
by_month as (
    select
        month,
        sum(orders) filter (where own) as orders,
        sum(resolved_known - resolved) filter (where own) / cast(sum(resolved_known) filter (where own) as double) as rate,
        sum(resolved_known - resolved) / cast(sum(resolved_known) as double) as city_rate
    from cells
    where area_level = 'city'
    group by month
),
months as (
    select
        count(*) as months,
        power(sum(orders), 2) / sum(power(orders, 2)) as effective_months,
        count(*) filter (where rate > city_rate) as above,
        count(rate) as judged
    from by_month
),
by_street as (
    select
        area,
        coalesce(sum(orders) filter (where own), 0) as orders,
        sum(orders) as all_orders
    from cells
    where area_level = 'street'
    group by area
),
streets as (
    select
        sum(orders) * (sum(orders) - 1.0) / sum(orders * (orders - 1)) as effective_areas,
        sum(all_orders) * (sum(all_orders) - 1.0) / sum(all_orders * (all_orders - 1)) as effective_areas_all
    from by_street
),
by_category as (
    select category, sum(orders) as orders
    from cells
    where area_level = 'city'
    group by category
),
running as (
    select
        orders,
        sum(orders) over (order by orders desc, category rows between unbounded preceding and current row) as seen,
        sum(orders) over () as total
    from by_category
),
typical as (
    select max(orders / cast(total as double)) as typical_share
    from running
    where 2 * seen >= total
),
prior as (
    select
        max(value) filter (where input = 'prior_rate') as prior_rate,
        max(value) filter (where input = 'prior_answers') as prior_answers
    from score_inputs
    inner join chosen on score_inputs.topic_id = chosen.topic_id
),
rates as (
    select
        *,
        (unresolved + prior_rate * prior_answers) / (answered + prior_answers) as rate,
        reporters / cast(all_reporters as double) as share,
        cast(repeats as double) / orders as repeat_share,
        cast(all_repeats as double) / all_orders as city_repeat_share
    from city
    cross join months
    cross join streets
    cross join typical
    cross join prior
),
parts as (
    select
        *,
        rate * orders / (city_rate * all_orders) as unresolved_share,
        greatest(rate - city_rate, 0) / rate * above / judged as badly,
        case when repeat_share > city_repeat_share then 1 - city_repeat_share / repeat_share else 0 end as repeating,
        least(1, 2 * effective_months / months) as lasting
    from rates
)
select
    parts.orders,
    parts.reporters,
    parts.answered,
    parts.unresolved,
    parts.above as months_above_city,
    parts.judged as months_judged,
    parts.effective_months,
    parts.effective_areas,
    parts.effective_areas_all,
    parts.typical_share,
    parts.unresolved_share,
    parts.rate as unresolved_rate,
    sqrt(share / (share + typical_share) * least(1, 2 * effective_areas / effective_areas_all)) as breadth,
    lasting * (3 * sqrt(badly * unresolved_share / (unresolved_share + typical_share)) + repeating) / 4 as chronicity
from parts
