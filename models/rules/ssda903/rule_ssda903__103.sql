-- One row per child record whose ethnicity is missing or no code.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where
        ethnic is null
        or ethnic not in (
            'WBRI', 'WIRI', 'WOTH', 'WIRT', 'WROM', 'MWBC', 'MWBA', 'MWAS', 'MOTH',
            'AIND', 'APKN', 'ABAN', 'AOTH', 'BCRB', 'BAFR', 'BOTH', 'CHNE', 'OOTH',
            'REFU', 'NOBT'
        )

)

{{ one_finding_a_row('failing', 'Header') }}
