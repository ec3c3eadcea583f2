-- The film rental shop of the demo, for SQLite. schema.postgres.sql is the same shop for PostgreSQL, with the types that SQLite lacks.
create table country (
    code text primary key check (length(code) = 2 and code = upper(code)),
    name text not null unique
);

create table city (
    id integer primary key,
    name text not null,
    country_code text not null references country,
    time_zone text not null,
    unique (country_code, name)
);

create table address (
    id integer primary key,
    street text not null,
    addition text,
    postcode varchar(12),
    city_id integer not null references city
);

create table store (
    id integer primary key,
    name text not null unique,
    address_id integer not null references address,
    manager_id integer references staff deferrable initially deferred,
    opening_hours text not null default '{}' check (json_valid(opening_hours)),
    opened_on date not null
);

create table staff (
    id integer primary key,
    store_id integer not null references store deferrable initially deferred,
    given_name text not null,
    family_name text not null,
    email text not null unique check (email like '_%@_%'),
    hired_on date not null,
    is_active boolean not null default true
);

create table customer (
    id integer primary key,
    store_id integer not null references store,
    given_name text not null,
    family_name text not null,
    full_name text generated always as (case family_name when '' then given_name else given_name || ' ' || family_name end) stored,
    email text unique check (email like '_%@_%'),
    address_id integer references address,
    preferences text not null default '{}' check (json_valid(preferences)),
    note text,
    joined_at timestamp not null,
    is_active boolean not null default true
);

create table genre (
    id integer primary key,
    name text not null unique
);

create table person (
    id integer primary key,
    name text not null,
    country_code text references country,
    born_on date
);

create table film (
    id integer primary key,
    name text not null,
    original_name text,
    release_year integer not null check (release_year between 1895 and 2100),
    rating text check (rating in ('G', 'PG', 'PG-13', 'R', 'NC-17')),
    minutes integer not null check (minutes > 0),
    daily_price numeric(5, 2) not null check (daily_price >= 0),
    replacement_cost numeric(7, 2) not null default 19.99,
    languages text not null default '[]' check (json_valid(languages)),
    details text not null default '{}' check (json_valid(details)),
    synopsis text,
    updated_at timestamp not null default current_timestamp
);

create table film_genre (
    film_id integer not null references film on delete cascade,
    genre_id integer not null references genre,
    primary key (film_id, genre_id)
) without rowid;

create table film_cast (
    film_id integer not null references film on delete cascade,
    billing integer not null check (billing > 0),
    person_id integer not null references person,
    job text not null check (job in ('director', 'actor')),
    character_name text,
    primary key (film_id, billing),
    unique (film_id, person_id, job)
) without rowid;

create table film_copy (
    id integer primary key,
    film_id integer not null references film,
    store_id integer not null references store,
    barcode text not null unique,
    medium text not null check (medium in ('VHS', 'DVD', 'Blu-ray')),
    acquired_on date not null,
    retired_on date check (retired_on >= acquired_on)
);

create table rental (
    id integer primary key,
    film_copy_id integer not null references film_copy,
    customer_id integer not null references customer,
    staff_id integer not null references staff,
    rented_at timestamp not null,
    due_at timestamp not null,
    returned_at timestamp,
    constraint rental_in_order check (due_at > rented_at and (returned_at is null or returned_at > rented_at))
);

create table payment (
    id integer primary key,
    rental_id integer not null references rental,
    amount numeric(7, 2) not null check (amount <> 0),
    method text not null check (method in ('cash', 'card', 'voucher')),
    is_late_fee boolean not null default false,
    paid_at timestamp not null
);

create table review (
    customer_id integer not null references customer on delete cascade,
    film_id integer not null references film on delete cascade,
    stars integer not null check (stars between 1 and 5),
    body text not null default '',
    written_at timestamp not null,
    primary key (customer_id, film_id)
) without rowid;

create index address_city_id_idx on address (city_id);
create index staff_store_id_idx on staff (store_id);
create index customer_store_id_idx on customer (store_id);
create index customer_family_name_idx on customer (family_name, given_name);
create index film_name_idx on film (name);
create index film_genre_genre_id_idx on film_genre (genre_id);
create index film_cast_person_id_idx on film_cast (person_id);
create index film_copy_film_id_idx on film_copy (film_id, store_id) where retired_on is null;
create unique index rental_one_open_per_copy on rental (film_copy_id) where returned_at is null;
create index rental_film_copy_id_idx on rental (film_copy_id);
create index rental_customer_id_idx on rental (customer_id, rented_at desc);
create index payment_rental_id_idx on payment (rental_id);
create index review_film_id_idx on review (film_id, stars);

create view film_overview as
select
    film.id,
    film.name,
    film.rating,
    film.release_year,
    (select group_concat(name, ', ')
       from (select genre.name
               from film_genre join genre on genre.id = film_genre.genre_id
              where film_genre.film_id = film.id
              order by genre.name)) as genres,
    (select count(*) from film_copy where film_copy.film_id = film.id and film_copy.retired_on is null) as copies,
    (select round(avg(review.stars), 1) from review where review.film_id = film.id) as stars
from film;

create view open_rental as
select
    rental.id as rental_id,
    customer.full_name as customer,
    film.name as film,
    store.name as store,
    rental.rented_at,
    rental.due_at
from rental
join customer on customer.id = rental.customer_id
join film_copy on film_copy.id = rental.film_copy_id
join film on film.id = film_copy.film_id
join store on store.id = film_copy.store_id
where rental.returned_at is null;

create view monthly_revenue as
select
    date(payment.paid_at, 'start of month') as month,
    film_copy.store_id,
    round(sum(payment.amount), 2) as revenue,
    round(sum(payment.amount) filter (where payment.is_late_fee), 2) as late_fees,
    count(*) as payments
from payment
join rental on rental.id = payment.rental_id
join film_copy on film_copy.id = rental.film_copy_id
group by 1, 2;

create trigger film_touch after update on film
begin
    update film set updated_at = current_timestamp where id = new.id;
end;
