<?php
/* usage: php answer.php SITE < requests.jsonl > answers.jsonl
   SITE is the folder of any WordPress that runs (it has wp-load.php). A request is {"ask": GRAMMAR, "names": [...], "body": "..."};
   the answer is one line of JSON, or {"error": "..."} where WordPress gives up. Nothing is written to the site. */
error_reporting( E_ALL & ~E_DEPRECATED & ~E_WARNING & ~E_NOTICE );
foreach ( array( 'HTTP_HOST' => 'blog.example.test', 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'PHP_SELF' => '/index.php' ) as $key => $value ) {
	$_SERVER[ $key ] = $value;
}
require rtrim( $argv[1], '/' ) . '/wp-load.php';

/* Names and values in order; base64, because a value may be any bytes. */
function pairs( $attributes ) {
	$out = array();
	foreach ( is_array( $attributes ) ? $attributes : array() as $key => $value ) {
		$out[] = array( base64_encode( (string) $key ), base64_encode( $value ) );
	}
	return $out;
}

/* Run shortcodes as do_shortcode does; each call leaves {number} behind. With $ignore, those in attributes are left alone. */
function run( $body, $ignore ) {
	global $calls;
	$calls = array();
	$text  = do_shortcode( $body, $ignore );
	return array( $calls, $text );
}

function note( $attributes, $content, $name ) {
	global $calls;
	$calls[] = array( $name, pairs( $attributes ), (string) $content );
	return '{' . ( count( $calls ) - 1 ) . '}';
}

$answer = array(
	'autop'      => fn( $body ) => wpautop( $body ),
	'classic'    => fn( $body ) => run( shortcode_unautop( wpautop( $body ) ), false ),
	'attributes' => fn( $body ) => pairs( shortcode_parse_atts( $body ) ),
	'shortcodes' => fn( $body ) => run( $body, true ),
	'blocks'     => fn( $body ) => parse_blocks( $body ),
);
while ( false !== ( $line = fgets( STDIN ) ) ) {
	$request = json_decode( $line, true );
	remove_all_shortcodes();
	foreach ( $request['names'] as $name ) {
		add_shortcode( $name, 'note' );
	}
	try {
		$said = $answer[ $request['ask'] ]( $request['body'] );
	} catch ( Throwable $error ) {
		$said = array( 'error' => get_class( $error ) );
	}
	echo json_encode( $said, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION ), "\n";
}
