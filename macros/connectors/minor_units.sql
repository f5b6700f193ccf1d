{#
    An amount in the smallest unit of its currency, as an amount of the currency: 1999 EUR are 19.99,
    1999 JPY are 1999, 1999 KWD are 1.999. Currencies without cents, and with a thousandth, are those
    that payment systems treat so.
#}
{% macro minor_units(amount, currency) -%}
    {{ amount }} * case
        when upper({{ currency }}) in (
            'BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'
        ) then 1
        when upper({{ currency }}) in ('BHD', 'JOD', 'KWD', 'OMR', 'TND') then 0.001
        else 0.01
    end
{%- endmacro %}
