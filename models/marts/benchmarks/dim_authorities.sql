-- One row per authority that has or had children's services.
with

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

)

select
    la_code,
    gss_code,
    la_name,
    region_code,
    region_name,
    first_year,
    last_year,
    neighbour_model
from authorities
