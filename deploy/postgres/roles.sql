-- Runs once, when the volume is empty: the database's owner, who migrates and makes keys, and one role a service, to
-- which the migration then grants what that service needs. As newsledger_dashboard people connect, who may read the views.
\getenv owner_password OWNER_PASSWORD
\getenv publisher_password PUBLISHER_PASSWORD
\getenv relay_password RELAY_PASSWORD
\getenv projector_password PROJECTOR_PASSWORD
\getenv reader_password READER_PASSWORD
\getenv courier_password COURIER_PASSWORD
\getenv notary_password NOTARY_PASSWORD
\getenv dashboard_password DASHBOARD_PASSWORD

create role newsledger_owner login password :'owner_password';
create role newsledger_publisher login password :'publisher_password';
create role newsledger_relay login password :'relay_password';
create role newsledger_projector login password :'projector_password';
create role newsledger_reader login password :'reader_password';
create role newsledger_courier login password :'courier_password';
create role newsledger_notary login password :'notary_password';
create role newsledger_dashboard login password :'dashboard_password';

create database newsledger owner newsledger_owner encoding 'UTF8' template template0;
revoke all on database newsledger from public;
grant connect on database newsledger
  to newsledger_publisher, newsledger_relay, newsledger_projector, newsledger_reader, newsledger_courier,
    newsledger_notary, newsledger_dashboard;
