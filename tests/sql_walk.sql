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
-- Both years of the panel: what the probability of staying unresolved rests on.
both_years as (
    select
        panel_month.area_level,
        panel_month.area,
        extract(year from panel_month.month) as year,
        panel_month.month,
        sum(panel_month.resolved_known) as all_answered,
        sum(panel_month.resolved_known - panel_month.resolved) as all_unresolved,
        coalesce(sum(panel_month.resolved_known)
            filter (where strpos(chosen.categories, concat('; ', panel_month.category, ';')) > 0), 0) as answered,
        coalesce(sum(panel_month.resolved_known - panel_month.resolved)
            filter (where strpos(chosen.categories, concat('; ', panel_month.category, ';')) > 0), 0) as unresolved
    from panel_month
    cross join chosen
    where panel_month.category_level = 'l2' and panel_month.area_level in ('city', 'district')
    group by panel_month.area_level, panel_month.area, extract(year from panel_month.month), panel_month.month
),
year_rates as (
    select year, sum(all_unresolved) / cast(sum(all_answered) as double) as rate
    from both_years
    where area_level = 'city'
    group by year
),
-- Cells that evidence counts: each month of the city, and each district over the year, with the city's rate there.
evidence_cells as (
    select
        'month' as kind,
        year,
        extract(month from month) as number,
        all_unresolved / cast(all_answered as double) as rate,
        answered,
        unresolved
    from both_years
    where area_level = 'city'
    union all
    select
        'district' as kind,
        both_years.year,
        0 as number,
        max(year_rates.rate) as rate,
        sum(both_years.answered) as answered,
        sum(both_years.unresolved) as unresolved
    from both_years
    inner join year_rates on both_years.year = year_rates.year
    where both_years.area_level = 'district'
    group by both_years.area, both_years.year
),
steps as (
    select
        kind,
        year,
        number,
        case
            when answered = 0 then 0.5
            else 1 / (1 + exp(-1.7 * (unresolved - rate * answered) / sqrt(rate * (1 - rate) * answered)))
        end as step
    from evidence_cells
),
year_evidence as (
    select
        year,
        avg(step) filter (where kind = 'month') as months,
        avg(step) filter (where kind = 'month' and number <= 6) as early,
        avg(step) filter (where kind = 'month' and number > 6) as late,
        avg(step) filter (where kind = 'district') as districts
    from steps
    group by year
),
evidence as (
    select
        max(months) filter (where year = 2024) as months_evidence,
        max(districts) filter (where year = 2024) as districts_evidence,
        max(late - early) filter (where year = 2024) as trend,
        max(months + districts - 1) filter (where year = 2023) as lean_before
    from year_evidence
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
        max(value) filter (where input = 'prior_answers') as prior_answers,
        max(value) filter (where input = 'calibration_intercept') as calibration_intercept,
        max(value) filter (where input = 'calibration_slope') as calibration_slope
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
    cross join evidence
),
parts as (
    select
        *,
        rate * orders / (city_rate * all_orders) as unresolved_share,
        case when repeat_share > city_repeat_share then 1 - city_repeat_share / repeat_share else 0 end as repeating,
        least(1, 2 * effective_months / months) as lasting
    from rates
),
outlook as (
    select
        *,
        3.5 * (months_evidence + districts_evidence - 1 + 0.5 * lean_before + (lasting - 1 + trend) / 3) - 2 as log_odds
    from parts
)
select
    outlook.orders,
    outlook.reporters,
    outlook.answered,
    outlook.unresolved,
    outlook.above as months_above_city,
    outlook.judged as months_judged,
    outlook.effective_months,
    outlook.effective_areas,
    outlook.effective_areas_all,
    outlook.typical_share,
    outlook.unresolved_share,
    outlook.rate as unresolved_rate,
    sqrt(share / (share + typical_share) * least(1, 2 * effective_areas / effective_areas_all)) as breadth,
    months_evidence,
    districts_evidence,
    trend,
    lean_before,
    1 / (1 + exp(-(calibration_intercept + calibration_slope * log_odds))) as stays_probability,
    lasting
    * sqrt(unresolved_share / (unresolved_share + typical_share)
        / (1 + exp(-(calibration_intercept + calibration_slope * log_odds))))
    * (0.85 + 0.15 * repeating) as chronicity
from outlook
