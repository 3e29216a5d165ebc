-- finding_demands: the demands that each question asks about: one cell of any level, some days.
-- grain: question, demand.
-- questions: question, area_key, category_key, first_day, last_day (both inclusive).
-- params: $city_key (the whole city's area_key)
select questions.question, stg_demands.day, stg_demands.reporter
from questions
inner join stg_demands on stg_demands.category_key = questions.category_key
where questions.area_key = $city_key
    and stg_demands.day between questions.first_day and questions.last_day
union all
select questions.question, stg_demands.day, stg_demands.reporter
from questions
inner join stg_demands on stg_demands.category_l1_key = questions.category_key
where questions.area_key = $city_key
    and stg_demands.day between questions.first_day and questions.last_day
union all
select questions.question, stg_demands.day, stg_demands.reporter
from questions
inner join stg_demands
    on stg_demands.district_key = questions.area_key
    and stg_demands.category_key = questions.category_key
where stg_demands.day between questions.first_day and questions.last_day
union all
select questions.question, stg_demands.day, stg_demands.reporter
from questions
inner join stg_demands
    on stg_demands.district_key = questions.area_key
    and stg_demands.category_l1_key = questions.category_key
where stg_demands.day between questions.first_day and questions.last_day
union all
select questions.question, stg_demands.day, stg_demands.reporter
from questions
inner join stg_demands
    on stg_demands.street_key = questions.area_key
    and stg_demands.category_key = questions.category_key
where stg_demands.day between questions.first_day and questions.last_day
union all
select questions.question, stg_demands.day, stg_demands.reporter
from questions
inner join stg_demands
    on stg_demands.street_key = questions.area_key
    and stg_demands.category_l1_key = questions.category_key
where stg_demands.day between questions.first_day and questions.last_day
