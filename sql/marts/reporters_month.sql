-- reporters_month: distinct reporters on every level of area and category.  grain: area, category,
-- of one month. One count a level: a reporter of two streets is one reporter of their district.
-- Each level is a query of its own, which the engine answers several times faster than all of them
-- as grouping sets.
-- params: $city_key (the whole city's area_key)
select $city_key as area_key, category_key, count(distinct reporter) as reporters
from stg_demands
where reporter is not null
group by category_key
union all
select $city_key as area_key, category_l1_key as category_key, count(distinct reporter) as reporters
from stg_demands
where reporter is not null and category_l1_key is not null
group by category_l1_key
union all
select district_key as area_key, category_key, count(distinct reporter) as reporters
from stg_demands
where reporter is not null and district_key is not null
group by district_key, category_key
union all
select
    district_key as area_key,
    category_l1_key as category_key,
    count(distinct reporter) as reporters
from stg_demands
where reporter is not null and district_key is not null and category_l1_key is not null
group by district_key, category_l1_key
union all
select street_key as area_key, category_key, count(distinct reporter) as reporters
from stg_demands
where reporter is not null and street_key is not null
group by street_key, category_key
union all
select
    street_key as area_key,
    category_l1_key as category_key,
    count(distinct reporter) as reporters
from stg_demands
where reporter is not null and street_key is not null and category_l1_key is not null
group by street_key, category_l1_key
