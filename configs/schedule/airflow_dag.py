"""Airflow: one task a month. Airflow chooses the period, so `yiti run` is called and not
`yiti schedule`."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    dag_id="yiti_monthly",
    # Half past six on the third: the last orders and call-backs of a month come late.
    schedule="30 6 3 * *",
    start_date=datetime(2025, 1, 1),
    catchup=True,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(hours=6)},
) as dag:
    # Exit status 3: the data gate refused the input; nothing was published, and the task is tried
    # again.
    BashOperator(
        task_id="bulletin",
        bash_command=(
            "yiti run --config /srv/yiti/city.toml --output /srv/yiti/reports --log-format json "
            "--period {{ data_interval_start.strftime('%Y-%m') }} --as-of {{ data_interval_end | ds }}"
        ),
    )
